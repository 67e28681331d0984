namespace Fleet.Admiral.Embedding;

/// <summary>Ends a registration, once.</summary>
internal sealed class HostRegistration(Action end) : IDisposable
{
    private Action? _end = end;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
