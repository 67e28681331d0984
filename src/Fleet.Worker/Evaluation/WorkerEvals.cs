using Fleet.Protocol.Evaluation;
using Fleet.Protocol.Messages;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Evaluation;

/// <summary>The worker's end of having code evaluated elsewhere: a command that the Admiral judges on its way.</summary>
internal sealed class WorkerEvals(OutgoingCalls calls)
{
    /// <summary>How long an evaluation waits if its caller says nothing; <c>eval.timeout</c>.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public Task<T> EvalAsync<T>(Target target, string code, EvalOptions? options, CancellationToken cancellationToken)
    {
        if (target.IsGroup) throw new ArgumentException($"An evaluation in {target} has many results: use EvalAllAsync.", nameof(target));
        if (target.Kind == TargetKind.Admiral) throw new ArgumentException("The Admiral evaluates nothing: name a worker.", nameof(target));
        NameRules.Check(target);
        return calls.CallAsync<T>(target, Command(code), WorkerCommandNames.Eval, TimeoutOf(options), cancellationToken);
    }

    public IAsyncEnumerable<CommandOutcome<T>> EvalAllAsync<T>(Target target, string code, EvalOptions? options, CancellationToken cancellationToken)
    {
        if (!target.IsGroup) throw new ArgumentException($"An evaluation in {target} has one result: use EvalAsync.", nameof(target));
        return calls.CallAllAsync<T>(target, Command(code), WorkerCommandNames.Eval, TimeoutOf(options), cancellationToken);
    }

    private static EvalCommand Command(string code)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return new EvalCommand(code);
    }

    private TimeSpan TimeoutOf(EvalOptions? options) => WaitRules.Of(options?.Timeout, Timeout, "An evaluation", nameof(options));
}
