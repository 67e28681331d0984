using Fleet.Planning.Events;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Links;

/// <summary>What links tell the rest of the Admiral. Called on readers' threads; none may block.</summary>
internal interface ILinkEvents
{
    /// <summary>A signal for the loop.</summary>
    void Post(FleetEvent fleetEvent);

    /// <summary>A worker ends as it was told.</summary>
    void SaidGoodbye(WorkerName worker);

    /// <summary>A worker cannot go on.</summary>
    void Faulted(WorkerName worker, Fault fault);

    /// <summary>A worker logged something.</summary>
    void Logged(WorkerName worker, LogLine line);

    /// <summary>A worker answered a collection of stats.</summary>
    void Stats(WorkerName worker, long collection, ReadOnlySpan<byte> stats);

    /// <summary>The link of a worker that had joined is gone.</summary>
    void LinkLost(WorkerName worker, DisconnectReason reason, Exception? failure);
}
