/* The page of a network too large for a canvas: sigma draws it, or, where there is no WebGL, the table shows it. */
import "./styles/view.css";
import { canDraw, sigmaDrawing } from "./draw/sigma";
import { start } from "./page/shell";

start((holder) => (canDraw() ? sigmaDrawing(holder) : null));
