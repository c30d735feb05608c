namespace Kubesharp.Api.ApiExtensions;

/// <summary>Objects that a webhook is asked to turn into another version.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionRequest")]
public sealed partial record ConversionRequest
{
    /// <summary>The value with nothing set.</summary>
    public static ConversionRequest Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid", Always = true), Required] public string Uid { get; init; } = "";
    /// <summary>The version that is wanted: example.com/v1.</summary>
    [Field(2, "desiredAPIVersion", Always = true), Required] public string DesiredAPIVersion { get; init; } = "";
    /// <summary>The objects, of one or several other versions.</summary>
    [Field(3, "objects", Always = true), Required, Atomic] public IReadOnlyList<RawJson> Objects { get; init; } = [];
}
