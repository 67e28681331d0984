namespace Fleet;

/// <summary>
/// The right to do once what a budget limits. Call <see cref="TryUse"/> right before doing it. A permit that is disposed without having been used is given back, and its place
/// is free again; one that is neither used nor given back counts as used, because nobody else can know.
/// </summary>
public abstract class BudgetPermit : IAsyncDisposable
{
    /// <summary>The budget's name.</summary>
    public abstract string Budget { get; }

    /// <summary>What was taken.</summary>
    public abstract BudgetRequest Request { get; }

    /// <summary>How long the request waited at the Admiral.</summary>
    public abstract TimeSpan Waited { get; }

    /// <summary>Says that it is done now.</summary>
    /// <returns>
    /// False where the permit may not be used: it is older than half of the smallest <see cref="BudgetWindow.Margin"/>, so that the platform might see it together with what was
    /// granted later; or it was used or given back before. Dispose it and ask for another.
    /// </returns>
    public abstract bool TryUse();

    /// <summary>Gives the permit back unused. Of no effect where it was used or given back before.</summary>
    /// <exception cref="CommandException">The Admiral did not answer; the permit then counts as used.</exception>
    public abstract Task ReturnAsync(CancellationToken cancellationToken = default);

    /// <summary>Gives the permit back where it was not used; never throws.</summary>
    public abstract ValueTask DisposeAsync();
}
