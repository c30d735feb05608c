namespace Kubesharp.Api;

/// <summary>
/// How a served version that is not the stored one becomes the stored one and back. What the other version cannot say
/// travels in annotations or is lost, as upstream; converting there and back changes nothing that was served.
/// </summary>
public abstract class Conversion
{
    /// <summary>The version that clients see.</summary>
    public abstract Type Served { get; }
    /// <summary>The version that is stored.</summary>
    public abstract Type Stored { get; }

    public abstract ApiObject ToStored(ApiObject served);
    public abstract ApiObject FromStored(ApiObject stored);
}

/// <inheritdoc cref="Conversion"/>
internal abstract class Conversion<TServed, TStored> : Conversion
    where TServed : ApiObject
    where TStored : ApiObject
{
    public sealed override Type Served => typeof(TServed);
    public sealed override Type Stored => typeof(TStored);

    public sealed override ApiObject ToStored(ApiObject served) => ToStored((TServed)served);
    public sealed override ApiObject FromStored(ApiObject stored) => FromStored((TStored)stored);

    public abstract TStored ToStored(TServed served);
    public abstract TServed FromStored(TStored stored);
}
