using Fleet.Admiral.Processes;

namespace Fleet.Admiral.Tests.Processes;

internal sealed class FakeProcess(int pid, params string[] lastErrorLines) : IWorkerProcess
{
    public int Pid => pid;

    public IReadOnlyList<string> LastErrorLines => lastErrorLines;

    public int Kills { get; private set; }

    public bool IsDisposed { get; private set; }

    public void Kill() => Kills++;

    public void Dispose() => IsDisposed = true;
}
