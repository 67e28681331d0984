namespace Fleet.Benchmarks.Bot;

/// <summary>The event by which a service says that it has taken <see cref="EchoService.EventsPerAcknowledgement"/> more events.</summary>
/// <param name="Service">The service's number, from 0.</param>
public sealed record Taken(int Service);
