namespace Fleet;

/// <summary>Which requests of a budget go first. The numbers are on the wire.</summary>
/// <remarks>A higher one always goes before a lower one, but waiting raises a request by one step per <see cref="BudgetDefinition.Ageing"/>, so none waits for ever.</remarks>
public enum BudgetPriority
{
    /// <summary>After all others.</summary>
    Low = 0,

    /// <summary>What nothing is said about.</summary>
    Normal = 1,

    /// <summary>Before all others.</summary>
    High = 2,
}
