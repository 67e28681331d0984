namespace Fleet.Planning.Specs;

/// <summary>The pace of restarts: the first restart waits <see cref="First"/>, the next <see cref="Second"/>, and from there twice as long each time.</summary>
public sealed record BackoffSpec
{
    /// <summary>The wait before the first restart; zero means at once.</summary>
    public TimeSpan First { get; init; } = TimeSpan.Zero;

    /// <summary>The wait before the second restart.</summary>
    public TimeSpan Second { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, before jitter.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>By which part of itself a wait is made longer or shorter, from 0 to 1: 0.2 means ±20 %.</summary>
    public double Jitter { get; init; } = 0.2;
}
