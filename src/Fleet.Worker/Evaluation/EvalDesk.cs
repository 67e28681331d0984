using Fleet.Protocol.Evaluation;
using Fleet.Protocol.Messages;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Evaluation;

/// <summary>Evaluates what the Admiral lets through.</summary>
internal sealed class EvalDesk(BaseWorker worker, IFleetIpc ipc, ScriptCompiler compiler)
{
    // Each has a compiler's work to do, and one that never ends keeps its place.
    private const int MostAtOnce = 8;

    private int _running;

    /// <summary>Adds the command that others evaluate by.</summary>
    public void AddTo(CommandHandlers commands) => commands.Add<EvalCommand, object?>(WorkerCommandNames.Eval, EvaluateAsync);

    private async Task<object?> EvaluateAsync(EvalCommand command, CommandContext context)
    {
        if (Interlocked.Increment(ref _running) > MostAtOnce)
        {
            Interlocked.Decrement(ref _running);
            throw new RefusedCommandException(CommandError.Busy, $"{MostAtOnce} evaluations run in this worker already.");
        }

        try
        {
            var cancellation = context.Cancellation;
            // Not on the dispatcher: compiling takes longer than other messages should wait.
            return await Task.Run(() => compiler.Compile(command.Code, worker, ipc, cancellation)(), CancellationToken.None);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
