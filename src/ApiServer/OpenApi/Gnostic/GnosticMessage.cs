using Kubesharp.Api.Trees;

namespace Kubesharp.ApiServer.OpenApi.Gnostic;

/// <summary>How the value of a field is written.</summary>
internal enum GnosticKind
{
    Text,
    Flag,
    Real,
    Integer,
    /// <summary>A message whose field 2 is the value as YAML.</summary>
    Any,
    Nested,
}

/// <summary>One field of a message: which member of the JSON document it is, and its number.</summary>
/// <param name="Name">
/// The member; <c>x-*</c>, <c>/*</c> or <c>*</c> for all that begin so, as pairs of name and value.
/// </param>
/// <param name="Number">In protobuf.</param>
/// <param name="Kind">Of the value, or of each of them.</param>
internal sealed record GnosticField(string Name, int Number, GnosticKind Kind)
{
    /// <summary>Of kind Nested.</summary>
    public GnosticMessage? Message { get; init; }
    public bool Repeated { get; init; }

    public bool IsPattern => Name.EndsWith('*');

    public bool Matches(string member) => member.StartsWith(Name.AsSpan(0, Name.Length - 1), StringComparison.Ordinal);
}

/// <summary>
/// The shape of a message of gnostic's protobuf form of OpenAPI. Two sorts: the members of a JSON object are its
/// fields, or the whole JSON value is the one field that <see cref="Choose"/> names.
/// </summary>
internal sealed class GnosticMessage
{
    /// <summary>In the order of their numbers. Set once, after all messages exist: they refer to each other.</summary>
    public IReadOnlyList<GnosticField> Fields { get; set; } = [];

    /// <summary>Which field the whole value becomes; null: its members are the fields.</summary>
    public Func<Tree, GnosticField?>? Choose { get; set; }

    /// <summary>A map of the document, which is a message with a repeated pair.</summary>
    public static GnosticMessage MapOf(GnosticMessage value) =>
        new() { Fields = [new("*", 1, GnosticKind.Nested) { Message = value }] };

    /// <summary>Either a reference or the thing itself.</summary>
    public static GnosticMessage OrReference(GnosticMessage value, GnosticMessage reference)
    {
        GnosticField itself = new("", 1, GnosticKind.Nested) { Message = value };
        GnosticField elsewhere = new("", 2, GnosticKind.Nested) { Message = reference };
        return new() { Choose = tree => (tree as TreeObject)?["$ref"] is null ? itself : elsewhere };
    }

    /// <summary>The whole value, or each of its items, is field 1.</summary>
    public static GnosticMessage ListOf(GnosticKind kind, GnosticMessage? item = null)
    {
        GnosticField items = new("", 1, kind) { Message = item, Repeated = true };
        return new() { Choose = _ => items };
    }
}
