package io.fastdfs.protocol.tracker;

import io.fastdfs.protocol.BodyReader;
import io.fastdfs.protocol.BodyWriter;
import io.fastdfs.protocol.Command;
import io.fastdfs.protocol.FdfsException;
import io.fastdfs.protocol.IpText;
import io.fastdfs.protocol.Request;
import io.fastdfs.protocol.Width;

/**
 * STORAGE_ADVERTISE_ADDRESS (124), which only trackers of this project know: take what follows on this connection as if it came
 * from another address. Sent before a storage asks for its address or joins. The answer is empty; a tracker of C answers
 * EINVAL.
 *
 * <pre>
 *  0   …  IPv4 or IPv6 text, fills the body
 * </pre>
 */
public record AdvertiseAddress(String address) implements Request {
    public static AdvertiseAddress decode(BodyReader body) throws FdfsException {
        if (body.left() >= Width.IPV6) {
            throw FdfsException.invalid("address of " + body.left() + " bytes");
        }
        String text = body.restText();
        return new AdvertiseAddress(IpText.parse(text)
                .map(IpText::of)
                .filter(address -> IpText.reach(address) != IpText.Reach.UNKNOWN)
                .orElseThrow(() -> FdfsException.invalid("\"" + text + "\" is no address of a storage")));
    }

    @Override
    public Command command() {
        return Command.STORAGE_ADVERTISE_ADDRESS;
    }

    @Override
    public void encode(BodyWriter body) {
        body.text(address);
    }
}
