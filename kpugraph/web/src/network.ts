/* The server's page of the network: the page of the file, whose nodes' neighbours are loaded when a reader asks for them. */
import "./styles/view.css";
import { visDrawing } from "./draw/vis";
import { serve } from "./page/actions";
import { fromServer } from "./page/server";
import { start } from "./page/shell";

serve(fromServer());
start(visDrawing);
