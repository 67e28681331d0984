using System.Globalization;
using System.Text;
using Fleet.Generators.Symbols;

namespace Fleet.Generators.Contracts;

/// <summary>Writes the proxy and the binding of one contract.</summary>
internal sealed class ContractText
{
    private const string Empty = "global::Fleet.EmptyMessage";

    private readonly StringBuilder _text = new();
    private readonly ContractModel _contract;
    private readonly string _proxy;

    private ContractText(ContractModel contract) => (_contract, _proxy) = (contract, "ProxyOf_" + contract.Identifier);

    /// <summary>The name of the binding that is written for a contract.</summary>
    public static string BindingOf(ContractModel contract) => "BindingOf_" + contract.Identifier;

    public static string Of(ContractModel contract)
    {
        var text = new ContractText(contract);
        text.DeclareProxy();
        text.DeclareBinding();
        return text._text.ToString();
    }

    private void DeclareProxy()
    {
        Line(0, $"file sealed class {_proxy} : {_contract.Type}");
        Line(0, "{");
        Line(1, "private readonly global::Fleet.IFleetIpc _ipc;");
        Line(1, "private readonly global::Fleet.Target _target;");
        for (int i = 0; i < _contract.Methods.Count; i++)
        {
            Line(1, $"private readonly global::Fleet.CommandOptions _options{Number(i)};");
        }

        Line(0, "");
        Line(1, $"public {_proxy}(global::Fleet.IFleetIpc ipc, global::Fleet.Target target, global::System.TimeSpan? timeout)");
        Line(1, "{");
        Line(2, "_ipc = ipc;");
        Line(2, "_target = target;");
        for (int i = 0; i < _contract.Methods.Count; i++)
        {
            Line(2, $"_options{Number(i)} = new global::Fleet.CommandOptions {{ Name = {TypeText.Literal(_contract.Methods[i].Command)}, Timeout = timeout }};");
        }

        Line(1, "}");
        for (int i = 0; i < _contract.Methods.Count; i++)
        {
            Line(0, "");
            DeclareCall(_contract.Methods[i], i);
        }

        Line(0, "}");
        Line(0, "");
    }

    private void DeclareCall(ContractMethod method, int number)
    {
        string returned = method.Reply is null ? "global::System.Threading.Tasks.Task" : $"global::System.Threading.Tasks.Task<{method.Reply}>";
        string message = method.Message is null ? Empty + ".Instance" : "message";
        string token = method.TokenAt < 0 ? "default" : "token";
        Line(1, $"{returned} {_contract.Type}.@{method.Name}({Parameters(method)}) =>");
        Line(2, $"_ipc.CommandAsync<{method.Reply ?? Empty}>(_target, {message}, _options{Number(number)}, {token});");
    }

    private void DeclareBinding()
    {
        Line(0, $"file sealed class {BindingOf(_contract)} : global::Fleet.ContractBinding<{_contract.Type}>");
        Line(0, "{");
        Line(1, $"public override {_contract.Type} CreateProxy(global::Fleet.IFleetIpc ipc, global::Fleet.Target target, global::System.TimeSpan? timeout) =>");
        Line(2, $"new {_proxy}(ipc, target, timeout);");
        Line(0, "");
        Line(1, $"public override void AddHandlers({_contract.Type} implementation, global::Fleet.ContractHandlers handlers)");
        Line(1, "{");
        foreach (ContractMethod method in _contract.Methods)
        {
            string types = method.Reply is null ? method.Message ?? Empty : $"{method.Message ?? Empty}, {method.Reply}";
            Line(2, $"handlers.Add<{types}>({TypeText.Literal(method.Command)}, (message, context) => implementation.@{method.Name}({Arguments(method)}));");
        }

        Line(1, "}");
        Line(0, "}");
        Line(0, "");
    }

    private static string Parameters(ContractMethod method) => InOrder(method, $"{method.Message} message", "global::System.Threading.CancellationToken token");

    // The token is made when it is first asked for, so who does not take one does not pay for it.
    private static string Arguments(ContractMethod method) => InOrder(method, "message", "context.Cancellation");

    private static string InOrder(ContractMethod method, string message, string token) => (method.MessageAt, method.TokenAt) switch
    {
        ( < 0, < 0) => "",
        ( < 0, _) => token,
        (_, < 0) => message,
        var (one, other) => one < other ? $"{message}, {token}" : $"{token}, {message}",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Line(int indent, string text) => _text.Append(' ', text.Length == 0 ? 0 : indent * 4).AppendLine(text);
}
