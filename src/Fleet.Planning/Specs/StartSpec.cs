using System.Collections.Immutable;

namespace Fleet.Planning.Specs;

/// <summary>In which order slots are started. Services always come before clusters.</summary>
public sealed record StartSpec
{
    /// <summary>Whether all services start at the same time, or one after the other: those of <see cref="ServiceOrder"/>, then the rest by name.</summary>
    public bool ServicesTogether { get; init; } = true;

    /// <summary>The services that come first where services start one after the other.</summary>
    public ImmutableArray<SlotName> ServiceOrder { get; init; } = [];

    /// <summary>Whether all clusters start at the same time, or one after the other by number.</summary>
    public bool ClustersTogether { get; init; } = true;

    /// <summary>How long a service whose first attempt has failed goes on holding up what starts after it, while it is tried again.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The wait between the end of a cluster's first attempt and the start of the next cluster, where they start one after the other.</summary>
    public TimeSpan ClusterPause { get; init; }

    /// <summary>
    /// How many processes may be on their way to their handshake at a time, unless an operation starts them. It is all runtime and none of the bot's code, so a bot cannot
    /// hold a place; without a bound many starts at once would make each other, and those that serve, too slow for their deadlines. At least 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 1.</exception>
    public int MostJoining
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 4;
}
