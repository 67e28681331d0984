namespace Fleet;

/// <summary>The figures that a worker adds to a report of stats.</summary>
public sealed class StatsReport
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    /// <summary>The figures set so far.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>Sets a figure. Figures of one name are added up over all workers in <see cref="FleetStats.Totals"/>.</summary>
    /// <param name="name">The figure's name; the same in every worker that reports it.</param>
    /// <param name="value">The figure.</param>
    public void Set(string name, double value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _values[name] = value;
    }
}
