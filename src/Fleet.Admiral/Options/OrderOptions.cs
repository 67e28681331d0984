namespace Fleet.Admiral.Options;

/// <summary>What workers may order.</summary>
public sealed record OrderOptions
{
    /// <summary>Which workers may give orders to the fleet. Default: all.</summary>
    public CallerList Allow { get; init; } = CallerList.All;
}
