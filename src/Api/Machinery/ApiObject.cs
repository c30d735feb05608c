using Kubesharp.Api.Meta;

namespace Kubesharp.Api;

/// <summary>A message that says what it is: apiVersion and kind.</summary>
public interface IKind
{
    /// <summary><c>v1</c>, <c>apps/v1</c>.</summary>
    string ApiVersion { get; }
    string Kind { get; }
}

/// <summary>An object of the API: immutable, equal by content, with metadata. Each kind is a sealed record.</summary>
public abstract partial record ApiObject : IKind
{
    /// <summary>Set by the generator for built-in kinds.</summary>
    public abstract string ApiVersion { get; }
    /// <summary>Set by the generator for built-in kinds.</summary>
    public abstract string Kind { get; }
    /// <summary>Name, namespace, labels, owners and what the server keeps about the object.</summary>
    [Field(1, "metadata")] public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;

    /// <summary>
    /// Both without the parts, two levels deep, in which they agree: what is left differs in the same fields.
    /// </summary>
    internal virtual (ApiObject Mine, ApiObject Theirs) Differing(ApiObject other) => (this, other);
}

/// <summary>A list as clients read it: the items, and the revision that they are a snapshot of.</summary>
public sealed record ObjectList<T>(string ResourceVersion, IReadOnlyList<T> Items)
    where T : ApiObject
{
    /// <summary>Hand it back to read on from here, on the same snapshot. Empty at the end.</summary>
    public string Continue { get; init; } = "";
    public long? RemainingItemCount { get; init; }
}
