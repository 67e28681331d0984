namespace Fleet;

/// <summary>An operation that the Admiral carries out.</summary>
public sealed class FleetOperation
{
    private readonly Func<CancellationToken, Task<OperationEnd>> _wait;

    internal FleetOperation(string id, Func<CancellationToken, Task<OperationEnd>> wait)
    {
        Id = id;
        _wait = wait;
    }

    /// <summary>Names it, such as <c>restart-4</c>.</summary>
    public string Id { get; }

    /// <summary>Waits for its end, however long that takes.</summary>
    /// <param name="cancellationToken">Ends the wait, not the operation.</param>
    /// <exception cref="CommandException">The Admiral did not answer, or no longer knows the operation.</exception>
    public Task<OperationEnd> WaitAsync(CancellationToken cancellationToken = default) => _wait(cancellationToken);
}
