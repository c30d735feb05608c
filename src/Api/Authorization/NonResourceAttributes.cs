namespace Kubesharp.Api.Authorization;

/// <summary>A request to a path that is no resource.</summary>
[Definition("io.k8s.api.authorization.v1.NonResourceAttributes")]
public sealed partial record NonResourceAttributes
{
    /// <summary>The value with nothing set.</summary>
    public static NonResourceAttributes Empty { get; } = new();

    /// <summary>The path that is asked for: /healthz.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
    /// <summary>The HTTP method in lower case.</summary>
    [Field(2, "verb")] public string Verb { get; init; } = "";
}
