using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

/// <summary>Counts anew in every window of fixed times, as many limiters do.</summary>
internal sealed class FixedWindowBudget(BudgetDefinition definition) : LimiterBudget
{
    private readonly Dictionary<(int Window, string? Key, long Number), int> _used = [];

    protected override bool TryTake(BudgetRequest request, DateTimeOffset now)
    {
        var places = definition.Windows.Select((window, i) => (Place: (i, window.PerKey ? request.Key : null, now.Ticks / BudgetRules.SpanOf(window).Ticks), window.Limit)).ToList();
        if (places.Exists(place => _used.GetValueOrDefault(place.Place) + request.Cost > place.Limit)) return false;
        foreach (var (place, _) in places) _used[place] = _used.GetValueOrDefault(place) + request.Cost;
        return true;
    }
}
