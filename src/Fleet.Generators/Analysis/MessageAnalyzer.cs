using System.Collections.Immutable;
using Fleet.Generators.Contracts;
using Fleet.Generators.Sending;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fleet.Generators.Analysis;

/// <summary>Warns of messages that the runtime would refuse when the first of them is sent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MessageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.CannotBeSent];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Of(start.Compilation) is { } known)
            {
                start.RegisterOperationAction(operation => CheckCall(operation, known), OperationKind.Invocation);
                start.RegisterSymbolAction(symbol => CheckContract(symbol, known), SymbolKind.NamedType);
            }
        });
    }

    private static void CheckCall(OperationAnalysisContext context, KnownTypes known)
    {
        foreach (SentType sent in IpcCalls.TypesOf((IInvocationOperation)context.Operation, known))
        {
            // What is sent as what it is at run time may be declared as less.
            if (sent is not { ByItsOwn: true, Type: { TypeKind: TypeKind.Interface or TypeKind.Dynamic } or { IsAbstract: true } or { SpecialType: SpecialType.System_Object } }
                && Sendability.WhyNot(sent.Type, known.Compilation) is { } refusal)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rules.CannotBeSent, context.Operation.Syntax.GetLocation(), refusal.Subject, refusal.Reason));
            }
        }
    }

    private static void CheckContract(SymbolAnalysisContext context, KnownTypes known)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!ContractReader.IsContract(type, known) || ContractReader.Read(type, known) is null)
        {
            return;
        }

        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            foreach (ITypeSymbol message in ContractReader.TypesOf(method, known))
            {
                if (Sendability.WhyNot(message, known.Compilation) is { } refusal)
                {
                    context.ReportDiagnostic(Diagnostic.Create(Rules.CannotBeSent, method.Locations.FirstOrDefault(), refusal.Subject, refusal.Reason));
                }
            }
        }
    }
}
