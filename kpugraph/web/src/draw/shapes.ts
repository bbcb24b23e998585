/* A program for sigma that draws every kind's shape, by its distance function, with a thin edge of the paper's colour. */

import { NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

const SHAPES = ["dot", "square", "diamond", "triangle", "triangleDown", "hexagon"];
const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;
const TURN = (2 * Math.PI) / 3;

const VERTEX = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_offset;
varying float v_shape;
varying float v_pixel;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 5.0;
  vec2 offset = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + offset, 1)).xy, 0, 1);
  v_offset = offset / size * 2.5;
  v_shape = a_shape;
  v_pixel = u_sizeRatio / max(a_size, 0.001);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

const FRAGMENT = /* glsl */ `
precision mediump float;
varying vec4 v_color;
varying vec2 v_offset;
varying float v_shape;
varying float v_pixel;
float reach(vec2 p) {
  if (v_shape < 0.5) return length(p) / 0.96;
  if (v_shape < 1.5) return max(abs(p.x), abs(p.y)) / 0.86;
  if (v_shape < 2.5) return (abs(p.x) + abs(p.y)) / 1.12;
  vec2 q = v_shape > 3.5 && v_shape < 4.5 ? vec2(p.x, -p.y) : p;
  if (v_shape < 4.5) return max(-q.y / 0.8, q.y + 1.8 * abs(q.x));
  return max(abs(p.y) / 0.9, (abs(p.x) * 1.8 + abs(p.y)) / 1.8);
}
void main(void) {
  float far = reach(v_offset);
  #ifdef PICKING_MODE
  if (far > 1.0) gl_FragColor = vec4(0.0); else gl_FragColor = v_color;
  #else
  float edge = smoothstep(1.0, 1.0 - 1.5 * v_pixel, far);
  gl_FragColor = v_color * edge;
  #endif
}`;

type Shaped = NodeDisplayData & { shape?: string };

export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    const [float, bytes] = [WebGLRenderingContext.FLOAT, WebGLRenderingContext.UNSIGNED_BYTE];
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: WebGLRenderingContext.TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: float },
        { name: "a_size", size: 1, type: float },
        { name: "a_shape", size: 1, type: float },
        { name: "a_color", size: 4, type: bytes, normalized: true },
        { name: "a_id", size: 4, type: bytes, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: float }],
      CONSTANT_DATA: [[0], [TURN], [2 * TURN]],
    };
  }

  processVisibleItem(index: number, start: number, one: Shaped): void {
    this.array.set(
      [one.x, one.y, one.size, Math.max(0, SHAPES.indexOf(one.shape ?? "dot")), floatColor(one.color), index],
      start,
    );
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniform1f(uniformLocations.u_correctionRatio as WebGLUniformLocation, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio as WebGLUniformLocation, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix as WebGLUniformLocation, false, params.matrix);
  }
}
