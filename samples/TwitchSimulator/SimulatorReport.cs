using System.Diagnostics.CodeAnalysis;

namespace TwitchSimulator;

/// <summary>The counters of the simulated chat since its start.</summary>
public sealed record SimulatorReport
{
    /// <summary>Messages that viewers wrote.</summary>
    public long Sent { get; init; }

    /// <summary>Messages that a bot must answer: <c>!ping</c> and <c>!stats</c>, written while a bot was in the channel.</summary>
    public long Expected { get; init; }

    /// <summary>Expected answers that came within the deadline.</summary>
    public long Answered { get; init; }

    /// <summary>Expected answers that did not come within the deadline.</summary>
    public long Missing { get; init; }

    /// <summary>Answers to messages that had one already.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The word that logs and stats use.")]
    public long Double { get; init; }

    /// <summary>Answers that came after the deadline; their messages stay counted as missing.</summary>
    public long Late { get; init; }

    /// <summary>Expected answers that are neither there nor overdue.</summary>
    public long InFlight { get; init; }

    /// <summary>Replies to messages that expect none.</summary>
    public long Unexpected { get; init; }

    /// <summary>Messages that bots wrote, replies included.</summary>
    public long FromBots { get; init; }

    /// <summary>Connections now.</summary>
    public int Connections { get; init; }

    /// <summary>Rooms that at least one connection is in.</summary>
    public int JoinedRooms { get; init; }

    /// <summary>Connections closed since they read too slowly.</summary>
    public long SlowConnections { get; init; }

    /// <summary>Messages that viewers write per second, over all channels.</summary>
    public double MessagesPerSecond { get; init; }

    /// <summary>Half of the lately answered messages were answered within this time, in milliseconds.</summary>
    public double P50Milliseconds { get; init; }

    /// <summary>99 of 100 of the lately answered messages were answered within this time, in milliseconds.</summary>
    public double P99Milliseconds { get; init; }

    /// <summary>The longest time that an answer took, in milliseconds, late ones included.</summary>
    public double MaxMilliseconds { get; init; }
}
