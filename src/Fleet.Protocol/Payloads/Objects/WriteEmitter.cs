using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Emits the method that writes the members of a type: header and keys as constants, then each value.</summary>
internal sealed class WriteEmitter
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const int Word = sizeof(ulong);

    private static readonly MethodInfo Literal8 = typeof(MsgPackWriter).GetMethod(nameof(MsgPackWriter.WriteLiteral8), Any)!;
    private static readonly MethodInfo Literal16 = typeof(MsgPackWriter).GetMethod(nameof(MsgPackWriter.WriteLiteral16), Any)!;
    private static readonly FieldInfo FormattersField = typeof(MemberTable).GetField(nameof(MemberTable.Formatters), Any)!;

    private readonly MemberTable _table;
    private readonly ILGenerator _il;

    /// <summary>Bytes known now that come before the next value.</summary>
    private readonly List<byte> _pending = [];

    private WriteEmitter(MemberTable table, ILGenerator il) => (_table, _il) = (table, il);

    /// <summary>Emits the method.</summary>
    public static WriteMembers<T> Emit<T>(MemberTable table)
    {
        var method = new DynamicMethod(
            "Write " + typeof(T).Name,
            typeof(void),
            [typeof(MemberTable), typeof(MsgPackWriter).MakeByRefType(), typeof(T)],
            typeof(WriteEmitter).Module,
            skipVisibility: true);
        new WriteEmitter(table, method.GetILGenerator()).EmitBody();
        return method.CreateDelegate<WriteMembers<T>>(table);
    }

    private void EmitBody()
    {
        ObjectMember[] members = _table.Shape.Members;
        bool isMap = _table.Shape.Layout == ObjectLayout.Map;
        int slots = isMap ? members.Length : members.Length == 0 ? 0 : members[^1].Order + 1;
        AppendHeader(isMap, slots);
        int slot = 0;
        for (int i = 0; i < members.Length; i++)
        {
            for (; !isMap && slot < members[i].Order; slot++)
            {
                _pending.Add(MsgPackCode.Nil);
            }

            slot++;
            if (isMap)
            {
                _pending.AddRange(_table.Keys[i]);
            }

            EmitPending();
            EmitValue(i, members[i]);
        }

        EmitPending();
        _il.Emit(OpCodes.Ret);
    }

    private void AppendHeader(bool isMap, int count)
    {
        Span<byte> buffer = stackalloc byte[5];
        var writer = new MsgPackWriter(buffer);
        if (isMap)
        {
            writer.WriteMapHeader(count);
        }
        else
        {
            writer.WriteArrayHeader(count);
        }

        _pending.AddRange(buffer[..(int)writer.BytesWritten]);
    }

    private void EmitPending()
    {
        ReadOnlySpan<byte> bytes = CollectionsMarshal.AsSpan(_pending);
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(bytes.Length, 2 * Word);
            _il.Emit(OpCodes.Ldarg_1);
            if (length <= Word)
            {
                _il.Emit(OpCodes.Ldc_I8, (long)Literals.Word(bytes[..length]));
            }
            else
            {
                _il.Emit(OpCodes.Ldc_I8, (long)Literals.Word(bytes[..Word]));
                _il.Emit(OpCodes.Ldc_I8, (long)Literals.Word(bytes[(length - Word)..length]));
            }

            _il.Emit(OpCodes.Ldc_I4, length);
            _il.Emit(OpCodes.Call, length <= Word ? Literal8 : Literal16);
            bytes = bytes[length..];
        }

        _pending.Clear();
    }

    private void EmitValue(int number, ObjectMember member)
    {
        if (ScalarCalls.For(member.Type) is { } scalar)
        {
            _il.Emit(OpCodes.Ldarg_1);
            EmitGet(member);
            _il.Emit(OpCodes.Call, scalar.Write);
            return;
        }

        // No cast: the table holds at this number a formatter of this very type.
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldfld, FormattersField);
        _il.Emit(OpCodes.Ldc_I4, number);
        _il.Emit(OpCodes.Ldelem_Ref);
        _il.Emit(OpCodes.Ldarg_1);
        EmitGet(member);
        _il.Emit(OpCodes.Callvirt, typeof(Formatter<>).MakeGenericType(member.Type).GetMethod(nameof(Formatter<>.Write))!);
    }

    private void EmitGet(ObjectMember member)
    {
        bool isStruct = _table.Shape.Type.IsValueType;
        _il.Emit(isStruct ? OpCodes.Ldarga_S : OpCodes.Ldarg_S, (byte)2);
        if (member.Getter is { } getter)
        {
            _il.Emit(isStruct ? OpCodes.Call : OpCodes.Callvirt, getter);
        }
        else
        {
            _il.Emit(OpCodes.Ldfld, member.Field!);
        }
    }
}
