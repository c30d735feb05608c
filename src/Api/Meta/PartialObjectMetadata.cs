namespace Kubesharp.Api.Meta;

/// <summary>An object reduced to its metadata, for clients that need nothing else.</summary>
[ApiKind("meta.k8s.io/v1", "PartialObjectMetadata")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.PartialObjectMetadata")]
public sealed partial record PartialObjectMetadata : ApiObject
{
}
