/* The page of a network that vis-network draws. */
import "./styles/view.css";
import { visDrawing } from "./draw/vis";
import { start } from "./page/shell";

start(visDrawing);
