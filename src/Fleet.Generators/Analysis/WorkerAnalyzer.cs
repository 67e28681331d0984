using System.Collections.Immutable;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fleet.Generators.Analysis;

/// <summary>Warns of what ends or stops a worker: methods that nobody waits for, and threads that wait for tasks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerAnalyzer : DiagnosticAnalyzer
{
    private static readonly HashSet<string> Awaiters = ["TaskAwaiter", "ValueTaskAwaiter", "ConfiguredTaskAwaiter", "ConfiguredValueTaskAwaiter"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.AsyncVoid, Rules.Blocking];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { BaseWorker: not null } known)
            {
                start.RegisterSymbolAction(symbol => CheckMethod(symbol, known), SymbolKind.Method);
                start.RegisterOperationAction(operation => CheckFunction(operation, known), OperationKind.AnonymousFunction, OperationKind.LocalFunction);
                start.RegisterOperationAction(operation => CheckResult(operation, known), OperationKind.PropertyReference);
                start.RegisterOperationAction(operation => CheckCall(operation, known), OperationKind.Invocation);
            }
        });
    }

    private static void CheckMethod(SymbolAnalysisContext context, KnownTypes known)
    {
        if (context.Symbol is IMethodSymbol { IsAsync: true, ReturnsVoid: true } method && known.IsInWorker(method.ContainingType))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.AsyncVoid, method.Locations.FirstOrDefault(), $"'{method.Name}'"));
        }
    }

    private static void CheckFunction(OperationAnalysisContext context, KnownTypes known)
    {
        IMethodSymbol? function = context.Operation switch
        {
            IAnonymousFunctionOperation anonymous => anonymous.Symbol,
            ILocalFunctionOperation local => local.Symbol,
            _ => null,
        };
        if (function is { IsAsync: true, ReturnsVoid: true } && known.IsInWorker(context.ContainingSymbol.ContainingType))
        {
            string name = function.MethodKind == MethodKind.LocalFunction ? $"'{function.Name}'" : "This function";
            context.ReportDiagnostic(Diagnostic.Create(Rules.AsyncVoid, context.Operation.Syntax.GetLocation(), name));
        }
    }

    private static void CheckResult(OperationAnalysisContext context, KnownTypes known)
    {
        IPropertySymbol property = ((IPropertyReferenceOperation)context.Operation).Property;
        INamedTypeSymbol owner = property.ContainingType.OriginalDefinition;
        if (property.Name == "Result" && (KnownTypes.Are(owner, known.TaskOf) || KnownTypes.Are(owner, known.ValueTaskOf)))
        {
            Report(context, known, "'.Result'");
        }
    }

    private static void CheckCall(OperationAnalysisContext context, KnownTypes known)
    {
        IMethodSymbol method = ((IInvocationOperation)context.Operation).TargetMethod;
        if (method.Name is "Wait" or "WaitAll" or "WaitAny" && KnownTypes.Are(method.ContainingType, known.Task))
        {
            Report(context, known, $"'{method.Name}'");
        }
        else if (method.Name == "GetResult" && Awaiters.Contains(method.ContainingType.Name) && Sending.WireKind.IsOfFramework(method.ContainingType))
        {
            Report(context, known, "'GetAwaiter().GetResult()'");
        }
    }

    private static void Report(OperationAnalysisContext context, KnownTypes known, string what)
    {
        if (known.IsInWorker(context.ContainingSymbol.ContainingType) && !IsOnlyNamed(context.Operation))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rules.Blocking, context.Operation.Syntax.GetLocation(), what));
        }
    }

    /// <summary>As in <c>nameof(task.Result)</c>, which runs nothing.</summary>
    private static bool IsOnlyNamed(IOperation operation)
    {
        for (IOperation? each = operation.Parent; each is not null; each = each.Parent)
        {
            if (each is INameOfOperation)
            {
                return true;
            }
        }

        return false;
    }
}
