namespace Kubesharp.Api;

/// <summary>How the elements of lists and the values of maps are read and written: one delegate each, shared.</summary>
internal static class Elements
{
    public static readonly JsonRead<string> ReadString = static (ref JsonSource source) => source.String();
    public static readonly JsonRead<int> ReadInt32 = static (ref JsonSource source) => source.Int32();
    public static readonly JsonRead<long> ReadInt64 = static (ref JsonSource source) => source.Int64();
    public static readonly JsonRead<bool> ReadBool = static (ref JsonSource source) => source.Bool();
    public static readonly JsonRead<Time> ReadTime = static (ref JsonSource source) => source.Time();
    public static readonly JsonRead<Quantity> ReadQuantity = static (ref JsonSource source) => source.Quantity();
    public static readonly JsonRead<Bytes> ReadBytes = static (ref JsonSource source) => source.Bytes();
    public static readonly JsonRead<RawJson> ReadRaw = static (ref JsonSource source) => source.Raw();
    public static readonly JsonRead<IReadOnlyList<string>> ReadStringList =
        static (ref JsonSource source) => source.Strings();

    public static readonly JsonWrite<string> WriteString =
        static (ref JsonSink sink, string value) => sink.Value(value);
    public static readonly JsonWrite<int> WriteInt32 = static (ref JsonSink sink, int value) => sink.Value(value);
    public static readonly JsonWrite<long> WriteInt64 = static (ref JsonSink sink, long value) => sink.Value(value);
    public static readonly JsonWrite<bool> WriteBool = static (ref JsonSink sink, bool value) => sink.Value(value);
    public static readonly JsonWrite<Time> WriteTime = static (ref JsonSink sink, Time value) => sink.Value(value);
    public static readonly JsonWrite<Quantity> WriteQuantity =
        static (ref JsonSink sink, Quantity value) => sink.Value(value);
    public static readonly JsonWrite<Bytes> WriteBytes = static (ref JsonSink sink, Bytes value) => sink.Value(value);
    public static readonly JsonWrite<RawJson> WriteRaw = static (ref JsonSink sink, RawJson value) => sink.Value(value);
    public static readonly JsonWrite<IReadOnlyList<string>> WriteStringList =
        static (ref JsonSink sink, IReadOnlyList<string> value) => sink.List(value, WriteString);

    public static readonly ProtoRead<string> ProtoString = static (ref ProtoSource source) => source.String();
    public static readonly ProtoRead<int> ProtoInt32 = static (ref ProtoSource source) => source.Int32();
    public static readonly ProtoRead<long> ProtoInt64 = static (ref ProtoSource source) => source.Int64();
    public static readonly ProtoRead<bool> ProtoBool = static (ref ProtoSource source) => source.Bool();
    public static readonly ProtoRead<Time> ProtoTime = static (ref ProtoSource source) => source.Time() ?? default;
    public static readonly ProtoRead<Quantity> ProtoQuantity = static (ref ProtoSource source) => source.Quantity();
    public static readonly ProtoRead<Bytes> ProtoBytes = static (ref ProtoSource source) => source.Bytes();
    public static readonly ProtoRead<RawJson> ProtoRaw = static (ref ProtoSource source) => source.Raw();
    public static readonly ProtoRead<IReadOnlyList<string>> ProtoStringList =
        static (ref ProtoSource source) => source.WrappedStrings();

    public static readonly ProtoWrite<string> SinkString =
        static (ref ProtoSink sink, int number, string value) => sink.Value(number, value);
    public static readonly ProtoWrite<int> SinkInt32 =
        static (ref ProtoSink sink, int number, int value) => sink.Value(number, value);
    public static readonly ProtoWrite<long> SinkInt64 =
        static (ref ProtoSink sink, int number, long value) => sink.Value(number, value);
    public static readonly ProtoWrite<bool> SinkBool =
        static (ref ProtoSink sink, int number, bool value) => sink.Value(number, value);
    public static readonly ProtoWrite<Time> SinkTime =
        static (ref ProtoSink sink, int number, Time value) => sink.Value(number, value);
    public static readonly ProtoWrite<Quantity> SinkQuantity =
        static (ref ProtoSink sink, int number, Quantity value) => sink.Value(number, value);
    public static readonly ProtoWrite<Bytes> SinkBytes =
        static (ref ProtoSink sink, int number, Bytes value) => sink.Raw(number, value.Span);
    public static readonly ProtoWrite<RawJson> SinkRaw =
        static (ref ProtoSink sink, int number, RawJson value) => sink.Value(number, value);
    public static readonly ProtoWrite<IReadOnlyList<string>> SinkStringList =
        static (ref ProtoSink sink, int number, IReadOnlyList<string> value) =>
        {
            int end = sink.Open();
            sink.List(1, value, SinkString);
            sink.Close(end, number);
        };
}
