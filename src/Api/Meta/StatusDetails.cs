namespace Kubesharp.Api.Meta;

/// <summary>What a failure is about.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails")]
public sealed partial record StatusDetails
{
    /// <summary>The value with nothing set.</summary>
    public static StatusDetails Empty { get; } = new();

    /// <summary>Name of the object, where the failure is about one.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>Group of the object's resource; empty for the core group.</summary>
    [Field(2, "group")] public string Group { get; init; } = "";
    /// <summary>The resource (plural) or the kind.</summary>
    [Field(3, "kind")] public string Kind { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(6, "uid")] public string Uid { get; init; } = "";
    /// <summary>All that was found wrong, not only the first.</summary>
    [Field(4, "causes"), Atomic] public IReadOnlyList<StatusCause> Causes { get; init; } = [];
    /// <summary>Not to try again before so many seconds have passed.</summary>
    [Field(5, "retryAfterSeconds")] public int RetryAfterSeconds { get; init; }
}
