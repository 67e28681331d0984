using System.Globalization;

namespace Fleet;

/// <summary>Whom a message is for. Groups include the sender, where it is a member.</summary>
public readonly record struct Target
{
    private Target(TargetKind kind, string? name = null, int id = 0)
    {
        Kind = kind;
        Name = name;
        Id = id;
    }

    /// <summary>What the target names.</summary>
    public TargetKind Kind { get; }

    /// <summary>The service's or channel's name; null for the other kinds.</summary>
    public string? Name { get; }

    /// <summary>The cluster's or shard's number; 0 for the other kinds.</summary>
    public int Id { get; }

    /// <summary>Whether the target is a group: it can take events and fan-out commands, not a single command.</summary>
    public bool IsGroup => Kind >= TargetKind.AllClusters;

    /// <summary>The Admiral itself.</summary>
    public static Target Admiral => new(TargetKind.Admiral);

    /// <summary>Every cluster.</summary>
    public static Target AllClusters => new(TargetKind.AllClusters);

    /// <summary>Every service.</summary>
    public static Target AllServices => new(TargetKind.AllServices);

    /// <summary>Every cluster and every service.</summary>
    public static Target Everyone => new(TargetKind.Everyone);

    /// <summary>One service.</summary>
    /// <param name="name">The service's name.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static Target Service(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Target(TargetKind.Service, name);
    }

    /// <summary>One cluster.</summary>
    /// <param name="id">The cluster's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is negative.</exception>
    public static Target Cluster(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        return new Target(TargetKind.Cluster, id: id);
    }

    /// <summary>The cluster that owns a shard.</summary>
    /// <param name="id">The shard's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is negative.</exception>
    public static Target Shard(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        return new Target(TargetKind.Shard, id: id);
    }

    /// <summary>The cluster that owns a channel.</summary>
    /// <param name="name">The channel's name.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static Target Channel(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new Target(TargetKind.Channel, name);
    }

    /// <summary>The slot itself, whichever kind it is.</summary>
    public static Target Slot(SlotName slot) =>
        slot.ClusterId is { } id ? Cluster(id) : Service(slot.ServiceName!);

    /// <summary>Such as <c>service stats</c>, <c>cluster 3</c>, <c>all clusters</c>.</summary>
    public override string ToString() => Kind switch
    {
        TargetKind.Admiral => "the Admiral",
        TargetKind.Service => $"service {Name}",
        TargetKind.Cluster => string.Create(CultureInfo.InvariantCulture, $"cluster {Id}"),
        TargetKind.Shard => string.Create(CultureInfo.InvariantCulture, $"shard {Id}"),
        TargetKind.Channel => $"channel {Name}",
        TargetKind.AllClusters => "all clusters",
        TargetKind.AllServices => "all services",
        TargetKind.Everyone => "everyone",
    };
}
