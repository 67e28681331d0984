using Fleet.Admiral.Options.Keys;
using Fleet.Planning.Budgets;

namespace Fleet.Admiral.Options.Reading;

/// <summary>Reads the section <c>budgets</c>.</summary>
internal static class BudgetSection
{
    public static IReadOnlyDictionary<string, BudgetDefinition> Read(ConfigReader reader, List<FleetFault> faults)
    {
        var budgets = new Dictionary<string, BudgetDefinition>(StringComparer.Ordinal);
        var names = reader.Names("budgets");
        if (names.Count > BudgetRules.MostBudgets)
            faults.Add(ConfigFaults.BadKind("budgets", $"a section of {names.Count}", reader.OriginOf($"budgets.{names[0]}"), $"at most {BudgetRules.MostBudgets} budgets"));
        foreach (var name in names)
        {
            if (!BudgetRules.IsName(name)) faults.Add(ConfigFaults.BadValue("the name of a budget", name, reader.OriginOf($"budgets.{name}"), BudgetRules.NameForm));
            else if (Read(reader, name, faults) is { } definition) budgets.Add(name, definition);
        }

        return budgets;
    }

    private static BudgetDefinition? Read(ConfigReader reader, string name, List<FleetFault> faults)
    {
        // What is wrong with a single value is told already; what is wrong with all of them together would only repeat it.
        var before = faults.Count;
        var windows = new List<BudgetWindow>();
        var (hasLimit, hasPer) = (reader.IsGiven(ConfigKeys.BudgetLimit, name), reader.IsGiven(ConfigKeys.BudgetPer, name));
        var (limit, per) = (reader.ReadOr(ConfigKeys.BudgetLimit, 0, name), reader.ReadOr(ConfigKeys.BudgetPer, TimeSpan.Zero, name));
        var margin = reader.IsGiven(ConfigKeys.BudgetMargin, name) ? reader.ReadOr(ConfigKeys.BudgetMargin, TimeSpan.Zero, name) : (TimeSpan?)null;
        if (hasLimit != hasPer || (margin is not null && !hasLimit)) faults.Add(Fault("must have limit and per together"));
        else if (hasLimit) windows.Add(new BudgetWindow { Limit = limit, Per = per, Margin = margin });
        foreach (var text in reader.Read(ConfigKeys.BudgetWindows, name))
            if (WindowText.TryRead(text, out var window)) windows.Add(window);
        var definition = new BudgetDefinition
        {
            Windows = windows,
            MaxWaiting = reader.Read(ConfigKeys.BudgetMaxWaiting, name),
            MaxKeys = reader.Read(ConfigKeys.BudgetMaxKeys, name),
            Ageing = reader.Read(ConfigKeys.BudgetAgeing, name),
        };
        if (faults.Count == before && BudgetRules.FaultOf(definition) is { } fault) faults.Add(Fault(fault));
        return faults.Count == before ? definition : null;

        FleetFault Fault(string what) => ConfigFaults.BadBudget($"budgets.{name}", reader.OriginOf($"budgets.{name}"), what);
    }
}
