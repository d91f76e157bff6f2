/** An event on its way through the model. */
export interface SimulatedEvent {
  stream: number;
  /** When it arrived, in milliseconds of the simulation. */
  at: number;
  /** Deliveries without an outcome. */
  open: number;
}
