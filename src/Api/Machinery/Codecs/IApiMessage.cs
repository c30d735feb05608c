namespace Kubesharp.Api;

/// <summary>What the generator gives to each record of the API: reading and writing without reflection.</summary>
public interface IApiMessage
{
    /// <summary>Writes the JSON object.</summary>
    void WriteJson(ref JsonSink sink);
    /// <summary>Writes the fields of the protobuf message, from the last to the first.</summary>
    void WriteProto(ref ProtoSink sink);
}

/// <inheritdoc/>
public interface IApiMessage<TSelf> : IApiMessage
    where TSelf : IApiMessage<TSelf>
{
    static abstract Schema Schema { get; }
    static abstract TSelf ReadJson(ref JsonSource source);
    static abstract TSelf ReadProto(ref ProtoSource source);
}
