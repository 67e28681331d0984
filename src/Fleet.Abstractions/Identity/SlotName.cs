using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Fleet;

/// <summary>
/// The name of a slot, a lasting place for a worker: <c>cluster-3</c>, or the name of a service such as <c>stats</c>.
/// </summary>
public readonly record struct SlotName : IComparable<SlotName>
{
    private const string ClusterPrefix = "cluster-";
    private const int LongestServiceName = 40;

    private readonly string? _service;
    private readonly int _cluster;

    private SlotName(string? service, int cluster)
    {
        _service = service;
        _cluster = cluster;
    }

    /// <summary>Whether the slot is a cluster or a service.</summary>
    public WorkerKind Kind => _service is null ? WorkerKind.Cluster : WorkerKind.Service;

    /// <summary>The number of the cluster, from 0; null for a service.</summary>
    public int? ClusterId => _service is null ? _cluster : null;

    /// <summary>The name of the service; null for a cluster.</summary>
    public string? ServiceName => _service;

    /// <summary>The slot of a cluster.</summary>
    /// <param name="id">The number of the cluster, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> is negative.</exception>
    public static SlotName Cluster(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        return new SlotName(null, id);
    }

    /// <summary>The slot of a service.</summary>
    /// <param name="name">1 to 40 of the characters a–z, 0–9, '-' and '_', beginning with a letter, and not of the form <c>cluster-3</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not of that form.</exception>
    public static SlotName Service(string name) =>
        IsServiceName(name)
            ? new SlotName(name, 0)
            : throw new ArgumentException($"\"{name}\" cannot name a service: use 1 to {LongestServiceName} of a-z, 0-9, '-' and '_', beginning with a letter, and not \"cluster-<number>\".", nameof(name));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SlotName slot)
    {
        slot = default;
        if (text is null) return false;
        if (TryClusterId(text, out var id)) slot = new SlotName(null, id);
        else if (IsServiceName(text)) slot = new SlotName(text, 0);
        else return false;
        return true;
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is neither a cluster nor a service name.</exception>
    public static SlotName Parse(string text) =>
        TryParse(text, out var slot) ? slot : throw new FormatException($"\"{text}\" is not the name of a slot.");

    /// <summary>Whether <paramref name="name"/> can name a service.</summary>
    public static bool IsServiceName([NotNullWhen(true)] string? name)
    {
        if (name is null || name.Length is 0 or > LongestServiceName) return false;
        if (name[0] is < 'a' or > 'z') return false;
        foreach (var c in name)
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_')) return false;
        return !TryClusterId(name, out _);
    }

    /// <summary>Services before clusters, services by name, clusters by number: the order of a start.</summary>
    public int CompareTo(SlotName other) => (_service, other._service) switch
    {
        (null, null) => _cluster.CompareTo(other._cluster),
        (null, _) => 1,
        (_, null) => -1,
        var (mine, theirs) => string.CompareOrdinal(mine, theirs),
    };

    /// <summary>True where <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(SlotName left, SlotName right) => left.CompareTo(right) < 0;

    /// <summary>True where <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(SlotName left, SlotName right) => left.CompareTo(right) > 0;

    /// <summary>True where <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(SlotName left, SlotName right) => left.CompareTo(right) <= 0;

    /// <summary>True where <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(SlotName left, SlotName right) => left.CompareTo(right) >= 0;

    /// <summary><c>cluster-3</c>, or the service's name.</summary>
    public override string ToString() =>
        _service ?? string.Create(CultureInfo.InvariantCulture, $"{ClusterPrefix}{_cluster}");

    private static bool TryClusterId(string text, out int id)
    {
        id = 0;
        if (!text.StartsWith(ClusterPrefix, StringComparison.Ordinal)) return false;
        var digits = text.AsSpan(ClusterPrefix.Length);
        var padded = digits.Length > 1 && digits[0] == '0';
        return !padded && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }
}
