namespace Kubesharp.Api.Meta;

/// <summary>A status details.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails")]
public sealed partial record StatusDetails
{
    /// <summary>The value with nothing set.</summary>
    public static StatusDetails Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>Group.</summary>
    [Field(2, "group")] public string Group { get; init; } = "";
    /// <summary>Kind.</summary>
    [Field(3, "kind")] public string Kind { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(6, "uid")] public string Uid { get; init; } = "";
    /// <summary>Causes.</summary>
    [Field(4, "causes"), Atomic] public IReadOnlyList<StatusCause> Causes { get; init; } = [];
    /// <summary>Retry after seconds.</summary>
    [Field(5, "retryAfterSeconds")] public int RetryAfterSeconds { get; init; }
}
