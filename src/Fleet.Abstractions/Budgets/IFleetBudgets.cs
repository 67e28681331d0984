namespace Fleet;

/// <summary>
/// Named rate limits that all workers of the fleet share. The Admiral grants, in any stretch of time as long as a window, never more than the window's limit, whichever
/// workers ask and however often they restart.
/// </summary>
/// <remarks>
/// Requests of one priority are served in turn between workers, and in their order within a worker. A granted permit counts until its window has passed whether or not it was
/// used, even if its holder dies, for it may have been used; giving it back frees its place. A waiting request of a worker that dies is taken out at once.
/// </remarks>
public interface IFleetBudgets
{
    /// <summary>Makes sure that a budget of this name and definition exists. Doing so again, from any worker, changes nothing.</summary>
    /// <param name="name">Its name: 1 to 64 of a-z, 0-9, '-', '_', ':' and '/'.</param>
    /// <param name="definition">What it allows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BudgetException">It is defined already and otherwise (the message says by whom and in what), or the definition is not allowed.</exception>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task DefineAsync(string name, BudgetDefinition definition, CancellationToken cancellationToken = default);

    /// <summary>Waits for a permit, at most as long as the request says.</summary>
    /// <param name="name">The budget's name.</param>
    /// <param name="request">What is asked; null for one permit of normal priority.</param>
    /// <param name="cancellationToken">Gives the request up: it no longer waits, and a permit that is on its way is given back.</param>
    /// <exception cref="BudgetException">There is no permit; <see cref="BudgetException.RetryAfter"/> says when there could be.</exception>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<BudgetPermit> AcquireAsync(string name, BudgetRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>Takes a permit if there is one now and nobody who goes first waits for it; never waits longer than for the Admiral's answer.</summary>
    /// <param name="name">The budget's name.</param>
    /// <param name="request">What is asked; null for one permit of normal priority. Its <see cref="BudgetRequest.MaxWait"/> is of no effect.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BudgetException">There is no such budget, or the request can never be granted.</exception>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<BudgetAnswer> TryAcquireAsync(string name, BudgetRequest? request = null, CancellationToken cancellationToken = default);

    /// <summary>How much of a budget is used, who waits, and when the next is free.</summary>
    /// <param name="name">The budget's name.</param>
    /// <param name="key">The key whose windows are looked at; null for the common ones only.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BudgetException">There is no such budget.</exception>
    /// <exception cref="CommandException">The Admiral did not answer.</exception>
    Task<BudgetStatus> GetAsync(string name, string? key = null, CancellationToken cancellationToken = default);
}
