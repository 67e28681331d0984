namespace Fleet.Protocol.Messages;

/// <summary>The names of the commands that the Admiral itself answers.</summary>
public static class AdmiralCommandNames
{
    /// <summary>Replies a list of <see cref="WorkerSummary"/>.</summary>
    public const string Workers = "fleet.workers";

    /// <summary>Replies the last <see cref="FleetStats"/>.</summary>
    public const string LastStats = "fleet.stats.last";

    /// <summary>Takes an <see cref="Orders.OrderCommand"/> and replies the <see cref="Orders.OperationReport"/> of its beginning.</summary>
    public const string Order = "fleet.order";

    /// <summary>Takes an <see cref="Orders.OperationQuestion"/> and replies an <see cref="Orders.OperationReport"/>, at the latest after 20 s.</summary>
    public const string Operation = "fleet.operation";

    /// <summary>Collects now and replies <see cref="FleetStats"/>.</summary>
    public const string CollectStats = "fleet.stats.collect";

    /// <summary>Asks a budget for a permit: <see cref="Budgets.BudgetAcquire"/>, answered by <see cref="Budgets.BudgetAcquireReply"/>.</summary>
    public const string AcquireBudget = "fleet.budgets.acquire";

    /// <summary>Takes a request at a budget back: <see cref="Budgets.BudgetReturn"/>, answered by <see cref="Budgets.BudgetReply"/>.</summary>
    public const string ReturnBudget = "fleet.budgets.return";

    /// <summary>Defines a budget: <see cref="Budgets.BudgetDefine"/>, answered by <see cref="Budgets.BudgetReply"/>.</summary>
    public const string DefineBudget = "fleet.budgets.define";

    /// <summary>Asks how a budget stands: <see cref="Budgets.BudgetQuestion"/>, answered by <see cref="Budgets.BudgetReply"/>.</summary>
    public const string BudgetStatus = "fleet.budgets.status";

    /// <summary>Asks how shards identify; replies <see cref="Budgets.IdentifyTerms"/>.</summary>
    public const string Identify = "fleet.identify";
}
