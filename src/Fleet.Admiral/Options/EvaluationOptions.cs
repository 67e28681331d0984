namespace Fleet.Admiral.Options;

/// <summary>The evaluation of code in workers.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Which workers may have code evaluated in others. Default: none, which turns evaluation off.</summary>
    public CallerList Allow { get; init; } = CallerList.None;

    /// <summary>How long an evaluation may take where its caller says nothing: 100 ms to 5 min. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
