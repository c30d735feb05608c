namespace Kubesharp.Api.Authorization;

/// <summary>A non resource attributes.</summary>
[Definition("io.k8s.api.authorization.v1.NonResourceAttributes")]
public sealed partial record NonResourceAttributes
{
    /// <summary>The value with nothing set.</summary>
    public static NonResourceAttributes Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path")] public string Path { get; init; } = "";
    /// <summary>Verb.</summary>
    [Field(2, "verb")] public string Verb { get; init; } = "";
}
