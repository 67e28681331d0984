namespace Fleet;

/// <summary>What a handler knows of an event besides its content.</summary>
/// <param name="From">The worker that sent the event; null where it was the Admiral.</param>
/// <param name="Cancellation">Ends when this worker stops.</param>
public sealed record EventContext(WorkerName? From, CancellationToken Cancellation);
