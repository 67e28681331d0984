using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

/// <summary>A full bucket of tokens that fills up steadily.</summary>
internal sealed class TokenBucketBudget(BudgetDefinition definition) : LimiterBudget
{
    private readonly Dictionary<(int Window, string? Key), (double Tokens, DateTimeOffset At)> _buckets = [];

    protected override bool TryTake(BudgetRequest request, DateTimeOffset now)
    {
        var levels = definition.Windows.Select((window, i) => (Place: (i, window.PerKey ? request.Key : null), Tokens: Tokens(window, i, request, now))).ToList();
        if (levels.Exists(level => level.Tokens < request.Cost)) return false;
        foreach (var (place, tokens) in levels) _buckets[place] = (tokens - request.Cost, now);
        return true;
    }

    private double Tokens(BudgetWindow window, int i, BudgetRequest request, DateTimeOffset now)
    {
        var (tokens, at) = _buckets.GetValueOrDefault((i, window.PerKey ? request.Key : null), (window.Limit, now));
        return Math.Min(window.Limit, tokens + window.Limit * ((now - at) / BudgetRules.SpanOf(window)));
    }
}
