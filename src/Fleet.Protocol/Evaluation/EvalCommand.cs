namespace Fleet.Protocol.Evaluation;

/// <summary>Has a worker evaluate code. The Admiral passes it on only for who may (<c>eval.allow</c>).</summary>
/// <param name="Code">C#, as a script.</param>
public sealed record EvalCommand(string Code);
