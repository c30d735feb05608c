using Kubesharp.Api.Meta;

namespace Kubesharp.Api.ApiExtensions;

/// <summary>What a conversion webhook answers.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ConversionResponse")]
public sealed partial record ConversionResponse
{
    /// <summary>The value with nothing set.</summary>
    public static ConversionResponse Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid", Always = true), Required] public string Uid { get; init; } = "";
    /// <summary>
    /// The objects in the version that was wanted, in the same order. Metadata must be the same but for labels and
    /// annotations.
    /// </summary>
    [Field(2, "convertedObjects", Always = true), Required, Atomic]
    public IReadOnlyList<RawJson> ConvertedObjects { get; init; } = [];
    /// <summary>Whether it went well; Failure with a message otherwise.</summary>
    [Field(3, "result", Always = true), Required] public Status Result { get; init; } = Status.Empty;
}
