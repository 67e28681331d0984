namespace Fleet;

/// <summary>Why a budget gives no permit. The numbers are on the wire.</summary>
public enum BudgetError
{
    /// <summary>No budget of this name is defined, neither by the configuration nor by a worker.</summary>
    NoSuchBudget = 1,

    /// <summary>The budget is defined already, and otherwise.</summary>
    Conflict = 2,

    /// <summary>The definition or the name is not allowed.</summary>
    BadDefinition = 3,

    /// <summary>The request can never be granted: it costs more than a window allows, or it needs a key.</summary>
    BadRequest = 4,

    /// <summary>There was no room, for as long as the request was to wait.</summary>
    NotYet = 5,

    /// <summary>Too many wait already.</summary>
    QueueFull = 6,

    /// <summary>Too many keys are in use.</summary>
    TooManyKeys = 7,
}
