using Fleet.Protocol.Messages;
using Fleet.Worker.Running;

namespace Fleet.Worker.Messaging;

/// <summary>Where the frames that are not the bot's go. None may block.</summary>
/// <param name="Welcome">The Admiral's answer to the hello.</param>
/// <param name="Life">An order on the worker's life.</param>
/// <param name="Stats">The question for stats, with its number.</param>
/// <param name="Dropped">How many events were dropped for this worker.</param>
internal sealed record DispatcherHooks(Action<Welcome> Welcome, Action<LifeOrder> Life, Action<long> Stats, Action<long> Dropped);
