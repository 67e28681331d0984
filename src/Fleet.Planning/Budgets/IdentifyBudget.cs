using System.Globalization;

namespace Fleet.Planning.Budgets;

/// <summary>The budget that shards identify by: a key for each group of shards, and for each group one permit at a time.</summary>
public static class IdentifyBudget
{
    /// <summary>Its name.</summary>
    public const string Name = "identify";

    /// <summary>The budget.</summary>
    /// <param name="every">How far apart two shards of a group identify.</param>
    /// <param name="margin">How much farther they are granted; null for what is usual.</param>
    public static BudgetDefinition Of(TimeSpan every, TimeSpan? margin) => new()
    {
        Windows = [new BudgetWindow { Limit = 1, Per = every, Margin = margin, PerKey = true }],
        MaxWaiting = BudgetRules.MostWaiting,
        // The number of groups may change while the fleet runs.
        MaxKeys = BudgetRules.MostKeys,
    };

    /// <summary>The key of a shard's group.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="groups">How many groups there are.</param>
    public static string KeyOf(int shard, int groups) => (shard % groups).ToString(CultureInfo.InvariantCulture);
}
