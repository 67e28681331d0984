namespace Fleet.Planning.Liveness;

/// <summary>What is known of a joined worker's progress at one moment.</summary>
/// <param name="Silence">How long ago it gave its last sign of life, as far as the observer was able to hear one.</param>
/// <param name="PoolDelay">How long its last heartbeat said that work waits in its thread pool.</param>
/// <param name="DispatchDelay">How long its last heartbeat said that a message waits for its handlers.</param>
public readonly record struct WorkerReading(TimeSpan Silence, TimeSpan PoolDelay, TimeSpan DispatchDelay);
